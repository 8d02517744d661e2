"""Trusted Tester 11, language."""
