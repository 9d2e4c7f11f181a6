"""What the layers below say in English, told again in the language of whoever reads."""
