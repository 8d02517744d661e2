"""What is right: rules that judge a recording of a page. Pure; knows no browser, network, clock or database."""
