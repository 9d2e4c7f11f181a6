"""What the sandbox takes for a valid sign-in; opens nothing but the sandbox on loopback."""

FIRMAO_ORGANIZATION = "demo"
FIRMAO_LOGIN = "api@demo.example"
FIRMAO_PASSWORD = "sandbox-password"  # noqa: S105 - made up
ORDWAY_COMPANY = "Demo"
ORDWAY_EMAIL = "api@demo.example"
ORDWAY_TOKEN = "sandbox-token"  # noqa: S105 - made up
ORDWAY_API_KEY = "sandbox-key"
