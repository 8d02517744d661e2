"""Trusted Tester 7, images."""
