// flags: --input-type=module -
