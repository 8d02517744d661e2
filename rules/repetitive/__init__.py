"""Trusted Tester 9, repetitive content."""
