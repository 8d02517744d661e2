"""Trusted Tester 17, synchronized media."""
