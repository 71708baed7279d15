"""An amount with its hedge, and arithmetic on intervals."""
