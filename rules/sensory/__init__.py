"""Trusted Tester 13, sensory characteristics and contrast."""
