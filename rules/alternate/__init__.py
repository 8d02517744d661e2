"""Trusted Tester 1, conforming alternate versions and non-interference."""
