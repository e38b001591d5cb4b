"""What French and Italian write alike: figures, quantities, codes and signs."""
