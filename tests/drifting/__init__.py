"""An invented portal that is redesigned: its spider, and its pages before and after."""
