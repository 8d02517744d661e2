"""Going and looking: crawl, render, capture, store. All that touches the world."""
