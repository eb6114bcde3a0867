"""One short file a portal: its addresses, labels and boilerplate."""
