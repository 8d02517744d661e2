"""Looks at a page that need a second glance or a hand on the keyboard; each adds its observations to the recording."""
