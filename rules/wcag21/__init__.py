"""What WCAG 2.1 asks beyond WCAG 2.0, and so beyond Section 508."""
