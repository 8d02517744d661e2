"""Trusted Tester 19, multiple ways."""
