"""Trusted Tester 6, links."""
