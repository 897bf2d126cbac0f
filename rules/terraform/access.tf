data "aws_iam_policy_document" "queue" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.a.arn]
    principals {
      type        = "AWS"
      # ruleid: public-principal
      identifiers = ["*"]
    }
  }
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.a.arn]
    principals {
      type        = "*"
      # ok: public-principal
      identifiers = ["*"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.a.arn]
    }
  }
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      # ok: public-principal
      identifiers = ["*"]
    }
  }
}
resource "aws_sns_topic_policy" "a" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      # ruleid: public-principal
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = "*"
    }]
  })
}
resource "aws_ecr_repository_policy" "a" {
  policy = <<EOF
{"Statement": [{"Effect": "Allow",
  # ruleid: public-principal
  "Principal": {"AWS": "*"},
  "Action": "ecr:BatchGetImage"}]}
EOF
}
resource "aws_sns_topic_policy" "b" {
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      # ok: public-principal
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
    }, {
      Effect    = "Allow"
      # ok: public-principal
      Principal = "*"
      Action    = "sns:Publish"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = var.org } }
    }]
  })
}
resource "google_project_iam_member" "a" {
  # ruleid: owner-role
  role   = "roles/editor"
  member = "serviceAccount:app@acme.iam.gserviceaccount.com"
}
resource "google_folder_iam_binding" "a" {
  # ruleid: owner-role
  role    = "roles/owner"
  members = ["group:admins@acme.io"]
}
resource "google_project_iam_binding" "a" {
  members = ["user:jane@acme.io"]
  # ruleid: owner-role
  role    = "roles/editor"
}
resource "google_project_iam_member" "b" {
  # ok: owner-role
  role = "roles/storage.objectViewer"
}
resource "google_project_iam_member" "c" {
  # ok: owner-role
  role = "roles/editorial.viewer"
}
resource "google_storage_bucket_iam_member" "a" {
  # ok: owner-role
  role = "roles/owner"
}
resource "aws_lambda_function_url" "a" {
  function_name = "a"
  # ruleid: no-authorisation
  authorization_type = "NONE"
}
resource "aws_lambda_function_url" "b" {
  # ok: no-authorisation
  authorization_type = "AWS_IAM"
}
resource "aws_api_gateway_method" "a" {
  http_method   = "POST"
  # ruleid: no-authorisation
  authorization = "NONE"
}
resource "aws_api_gateway_method" "b" {
  http_method   = "OPTIONS"
  # ok: no-authorisation
  authorization = "NONE"
}
resource "aws_api_gateway_method" "c" {
  # ok: no-authorisation
  authorization = "COGNITO_USER_POOLS"
  http_method   = "POST"
}
resource "google_cloud_run_service_iam_member" "a" {
  role   = "roles/run.invoker"
  # ruleid: no-authorisation
  member = "allUsers"
}
resource "aws_eks_cluster" "a" {
  vpc_config {
    # ruleid: public-cluster
    public_access_cidrs = ["0.0.0.0/0"]
  }
}
module "eks" {
  # ruleid: public-cluster
  cluster_endpoint_public_access_cidrs = ["10.0.0.0/8", "0.0.0.0/0"]
  # ok: public-cluster
  cluster_service_ipv4_cidr = "0.0.0.0/0"
}
resource "google_container_cluster" "a" {
  master_authorized_networks_config {
    cidr_blocks {
      # ruleid: public-cluster
      cidr_block = "0.0.0.0/0"
    }
  }
}
resource "google_container_cluster" "b" {
  master_authorized_networks_config {
    cidr_blocks {
      # ok: public-cluster
      cidr_block = "10.1.0.0/16"
    }
  }
}
resource "aws_eks_cluster" "b" {
  vpc_config {
    # ok: public-cluster
    public_access_cidrs = ["198.51.100.0/24"]
  }
}
resource "azurerm_linux_virtual_machine" "a" {
  # ruleid: password-login
  disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine_scale_set" "a" {
  admin_username = "app"
  # ruleid: password-login
  disable_password_authentication = "false"
}
resource "azurerm_virtual_machine" "a" {
  os_profile_linux_config {
    # ruleid: password-login
    disable_password_authentication = false
  }
}
resource "azurerm_linux_virtual_machine" "b" {
  # ok: password-login
  disable_password_authentication = true
}
resource "azurerm_linux_virtual_machine" "c" {
  # ok: password-login
  # disable_password_authentication = false
}
resource "azurerm_linux_virtual_machine" "d" {
  # ok: password-login
  disable_password_authentication = var.no_passwords
}
module "vpc" {
  # ruleid: moving-module
  source = "git::https://github.com/acme/modules.git//vpc"
}
module "db" {
  name   = "db"
  # ruleid: moving-module
  source = "github.com/acme/terraform-db?ref=main"
}
module "dns" {
  # ruleid: moving-module
  source = "git@github.com:acme/dns.git"
}
module "vpc2" {
  # ok: moving-module
  source = "git::https://github.com/acme/modules.git//vpc?ref=v1.4.2"
}
module "vpc3" {
  # ok: moving-module
  source = "git::https://github.com/acme/modules.git?ref=24454f830cdb571e2c4ad15481119c43b3cafd48"
}
module "vpc4" {
  # ok: moving-module
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.8.1"
}
module "vpc5" {
  # ok: moving-module
  source = "../modules/vpc"
}
resource "aws_kms_key" "a" {
  # ruleid: key-rotation-off
  enable_key_rotation = false
}
resource "aws_kms_key" "b" {
  tags = { a = "b" }
  # ruleid: key-rotation-off
  enable_key_rotation = "false"
}
resource "aws_kms_key" "c" {
  description              = "c"
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  # ruleid: key-rotation-off
  enable_key_rotation      = false
}
resource "aws_kms_key" "d" {
  # ok: key-rotation-off
  enable_key_rotation = true
}
resource "aws_kms_key" "e" {
  customer_master_key_spec = "RSA_2048"
  # ok: key-rotation-off
  enable_key_rotation      = false
}
resource "aws_kms_replica_key" "f" {
  # ok: key-rotation-off
  enable_key_rotation = false
}
data "aws_iam_policy_document" "wide" {
  statement {
    # ruleid: wide-policy
    actions   = ["s3:*"]
    resources = ["*"]
  }
  statement {
    resources = ["*"]
    # ruleid: wide-policy
    actions   = ["logs:PutLogEvents", "dynamodb:*"]
  }
  statement {
    # ok: wide-policy
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.a.arn]
  }
  statement {
    # ok: wide-policy
    actions   = ["s3:Get*"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    # ok: wide-policy
    actions   = ["iam:*"]
    resources = ["*"]
  }
}
resource "aws_iam_user_policy" "wide" {
  policy = <<EOF
{"Statement": [{
  # ruleid: wide-policy
  "Action": ["cloudwatch:Get*", "lambda:*"],
  "Effect": "Allow",
  "Resource": "*"}]}
EOF
}
resource google_container_cluster "old" {
  # ruleid: cluster-without-roles
  enable_legacy_abac = true
  # ruleid: logging-off
  logging_service    = "none"
}
resource "azurerm_kubernetes_cluster" "old" {
  # ruleid: cluster-without-roles
  role_based_access_control {
    enabled = false
  }
}
resource "azurerm_kubernetes_cluster" "new" {
  # ruleid: cluster-without-roles
  role_based_access_control_enabled = false
}
resource "azurerm_kubernetes_cluster" "good" {
  # ok: cluster-without-roles
  role_based_access_control_enabled = true
  # ok: cluster-without-roles
  local_account_disabled = false
}
resource "google_container_cluster" "good" {
  # ok: cluster-without-roles
  enable_legacy_abac = false
  # ok: logging-off
  logging_service = "logging.googleapis.com/kubernetes"
}
resource "aws_cloudtrail" "off" {
  # ruleid: logging-off
  enable_logging = false
  # ruleid: logging-off
  enable_log_file_validation = false
}
resource "aws_cloudtrail" "on" {
  # ok: logging-off
  enable_logging = true
}
resource "aws_lb" "a" {
  # ok: logging-off
  enable_logging = false
}
