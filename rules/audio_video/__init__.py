"""Trusted Tester 16, pre-recorded audio-only, video-only and animations."""
