// Numbers of the four formats: bits, ordinals, values and their texts.
