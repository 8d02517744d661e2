"""Trusted Tester 12, page titles, frames and iframes."""
