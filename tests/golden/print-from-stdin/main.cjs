// flags: --print -
