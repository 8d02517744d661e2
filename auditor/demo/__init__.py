"""The site of a made-up agency with known faults: anyone can watch an audit work without touching a real site."""
