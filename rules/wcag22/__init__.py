"""What WCAG 2.2 asks beyond WCAG 2.1, and so beyond Section 508."""
