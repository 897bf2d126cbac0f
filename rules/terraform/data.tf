resource "aws_s3_bucket" "a" {
  tags = {
    a = "b"
  }
  # ruleid: public-bucket
  acl = "public-read"
}

resource "aws_s3_bucket_acl" "b" {
  # ruleid: public-bucket
  acl    = "public-read-write"
}

resource "google_storage_bucket_iam_member" "c" {
  # ruleid: public-bucket
  member = "allUsers"
}

resource "google_storage_bucket_acl" "c2" {
  # ruleid: public-bucket
  role_entity = ["READER:allUsers"]
}

resource "azurerm_storage_container" "d" {
  # ruleid: public-bucket
  container_access_type = "blob"
}

resource "azurerm_storage_account" "d2" {
  # ruleid: public-bucket
  allow_nested_items_to_be_public = true
}

resource "aws_s3_bucket_acl" "e" {
  # ok: public-bucket
  acl = "private"
}

resource "azurerm_storage_container" "f" {
  # ok: public-bucket
  container_access_type = "private"
}

resource "google_cloud_run_service_iam_member" "g" {
  # ok: public-bucket
  member = "allUsers"
}

resource "google_storage_bucket_iam_member" "g2" {
  # ok: public-bucket
  member = "user:jane@acme.io"
}

resource "aws_s3_bucket_public_access_block" "h" {
  # ruleid: public-access-not-blocked
  block_public_acls       = false
  # ruleid: public-access-not-blocked
  block_public_policy     = false
  # ok: public-access-not-blocked
  ignore_public_acls      = true
  # ok: public-access-not-blocked
  restrict_public_buckets = var.restrict
}

resource "google_storage_bucket" "i" {
  # ruleid: public-access-not-blocked
  public_access_prevention    = "inherited"
}

resource "google_storage_bucket" "j" {
  # ok: public-access-not-blocked
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true
}

resource "aws_db_instance" "k" {
  # ruleid: encryption-off
  storage_encrypted = false
  # ruleid: literal-password
  password          = "letmein1"
}

resource "aws_instance" "l" {
  root_block_device {
    # ruleid: encryption-off
    encrypted = false
  }
}

resource "aws_opensearch_domain" "m" {
  encrypt_at_rest {
    # ruleid: encryption-off
    enabled = false
  }
  cold_storage_options {
    # ok: encryption-off
    enabled = false
  }
}

resource "aws_ebs_volume" "n" {
  # ok: encryption-off
  encrypted = true
}

resource "aws_efs_file_system" "o" {
  # ok: encryption-off
  encrypted = var.encrypted
}

# ruleid: encryption-not-set
resource "aws_ebs_volume" "p" {
  size = 100
  tags = {
    Name = "data"
  }
}

# ruleid: encryption-not-set
resource "aws_db_instance" "q" {
  engine   = "postgres"
  # ok: literal-password
  password = var.password
}

# ruleid: encryption-not-set
resource "aws_efs_file_system" "r" {
  creation_token = "data"
}

# ok: encryption-not-set
resource "aws_ebs_volume" "s" {
  size      = 100
  encrypted = true
}

# ok: encryption-not-set
resource "aws_db_instance" "t" {
  replicate_source_db = aws_db_instance.q.identifier
}

# ok: encryption-not-set
resource "aws_rds_cluster" "u" {
  serverlessv2_scaling_configuration {
    min_capacity = 1
  }
  storage_encrypted = true
}

data "aws_iam_policy_document" "v" {
  statement {
    # ruleid: wildcard-policy
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    # ok: wildcard-policy
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    # ok: wildcard-policy
    actions   = ["s3:*"]
    resources = ["*"]
  }
  statement {
    # ok: wildcard-policy
    actions   = ["*"]
    resources = [aws_s3_bucket.a.arn]
  }
}

resource "aws_iam_policy" "w" {
  policy = jsonencode({
    Statement = [{
      # ruleid: wildcard-policy
      Action   = "*"
      Effect   = "Allow"
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy" "x" {
  policy = <<EOF
{
  "Statement": [{
      "Effect": "Allow",
      "Resource": "*",
      "Sid": "ruleid: wildcard-policy",
      "Action": ["s3:GetObject", "*"]
  }, {
      "Effect": "Deny",
      "Resource": "*",
      "Sid": "ok: wildcard-policy",
      "Action": "*"
  }]
}
EOF
}

resource "aws_iam_role_policy_attachment" "y" {
  # ruleid: wildcard-policy
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "azurerm_mssql_server" "z" {
  # ruleid: literal-password
  administrator_login_password = "zzz-111-zzz"
}

variable "db_password" {
  type    = string
  # ruleid: literal-password
  default = "hunter22"
}

variable "secret_name" {
  # ok: literal-password
  default = "prod/db"
}

resource "aws_db_instance" "aa" {
  storage_encrypted = true
  # ok: literal-password
  password          = "${random_password.db.result}"
}

resource "aws_db_instance" "bb" {
  storage_encrypted = true
  # ok: literal-password
  # password        = "letmein1"
}

variable "password" {
  # ok: literal-password
  default = ""
}
resource azurerm_role_definition "a" {
  permissions {
    # ruleid: wildcard-policy
    actions     = ["*"]
    not_actions = []
  }
}
resource "azurerm_role_definition" "b" {
  permissions {
    # ok: wildcard-policy
    actions = ["Microsoft.Compute/*/read"]
  }
}
resource "google_bigquery_dataset" "a" {
  access {
    # ruleid: public-bucket
    special_group = "allAuthenticatedUsers"
    role          = "READER"
  }
}
resource google_secret_manager_secret_iam_member "a" {
  # ruleid: public-bucket
  member = "allUsers"
}
