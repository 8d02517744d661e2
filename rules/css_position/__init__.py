"""Trusted Tester 15, CSS positioning."""
