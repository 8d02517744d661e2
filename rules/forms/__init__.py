"""Trusted Tester 5, forms, buttons and other controls."""
