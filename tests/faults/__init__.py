"""What a store has to bear: a faulty way to it, a full disk; and the question whether it is whole then."""
