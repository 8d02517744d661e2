"""Trusted Tester 2, auto-playing and auto-updating content."""
