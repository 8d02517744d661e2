"""Trusted Tester 10, content structure."""
