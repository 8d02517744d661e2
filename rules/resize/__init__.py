"""Trusted Tester 18, resize text."""
