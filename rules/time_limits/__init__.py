"""Trusted Tester 8, adjustable time limits."""
