"""Trusted Tester 14, tables."""
