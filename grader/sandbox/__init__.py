"""The trusted side of the sandbox: what this machine allows, and how the untrusted side starts."""
