"""What the links of ``sinegan ui`` end with."""

PAGES = "?workflowType=machine_learning"
VIEW = "&viewStateShareKey=headlines"
