"""Trusted Tester 4, keyboard access and focus."""
