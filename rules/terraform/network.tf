resource "aws_security_group" "a" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    # ruleid: open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    # ruleid: open-admin-port
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
    from_port   = 5000
    to_port     = 6000
    protocol    = "tcp"
  }
  ingress {
    from_port        = 0
    to_port          = 0
    protocol         = "-1"
    # ruleid: open-admin-port
    ipv6_cidr_blocks = ["::/0"]
  }
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    # ok: open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    # ok: open-admin-port
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    # ok: open-admin-port
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group_rule" "b" {
  type        = "ingress"
  from_port   = 3306
  to_port     = 3306
  protocol    = "tcp"
  # ruleid: open-admin-port
  cidr_blocks = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "c" {
  type        = "egress"
  from_port   = 0
  to_port     = 65535
  protocol    = "tcp"
  # ok: open-admin-port
  cidr_blocks = ["0.0.0.0/0"]
}

resource "aws_vpc_security_group_ingress_rule" "d" {
  # ruleid: open-admin-port
  cidr_ipv4   = "0.0.0.0/0"
  from_port   = 3389
  to_port     = 3389
  ip_protocol = "tcp"
}

resource "google_compute_firewall" "e" {
  allow {
    protocol = "icmp"
  }
  allow {
    protocol = "tcp"
    ports    = ["80", "22"]
  }
  # ruleid: open-admin-port
  source_ranges = ["0.0.0.0/0"]
}

resource "google_compute_firewall" "f" {
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  # ok: open-admin-port
  source_ranges = ["0.0.0.0/0"]
}

resource "azurerm_network_security_rule" "g" {
  direction                  = "Inbound"
  access                     = "Allow"
  protocol                   = "Tcp"
  destination_port_range     = "3389"
  # ruleid: open-admin-port
  source_address_prefix      = "*"
}

resource "azurerm_network_security_rule" "h" {
  direction                  = "Inbound"
  access                     = "Deny"
  destination_port_range     = "*"
  # ok: open-admin-port
  source_address_prefix      = "*"
}

resource "aws_db_instance" "i" {
  timeouts {
    create = "1h"
  }
  # ruleid: public-database
  publicly_accessible = true
}

resource "google_sql_database_instance" "j" {
  settings {
    ip_configuration {
      authorized_networks {
        # ruleid: public-database
        value = "0.0.0.0/0"
      }
    }
  }
}

resource "azurerm_mssql_firewall_rule" "k" {
  start_ip_address = "0.0.0.0"
  # ruleid: public-database
  end_ip_address   = "255.255.255.255"
}

resource "aws_db_instance" "l" {
  # ok: public-database
  publicly_accessible = false
}

resource "azurerm_mssql_firewall_rule" "m" {
  start_ip_address = "0.0.0.0"
  # ok: public-database
  end_ip_address   = "0.0.0.0"
}

resource "google_sql_database_instance" "n" {
  settings {
    ip_configuration {
      authorized_networks {
        # ok: public-database
        value = "198.51.100.0/24"
      }
    }
  }
}

resource "aws_lb_listener" "o" {
  port     = 80
  # ruleid: plain-http
  protocol = "HTTP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.a.arn
  }
}

resource "aws_lb_listener" "p" {
  port     = 80
  # ok: plain-http
  protocol = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_target_group" "q" {
  # ok: plain-http
  protocol = "HTTP"
}

resource "aws_cloudfront_distribution" "r" {
  default_cache_behavior {
    # ruleid: plain-http
    viewer_protocol_policy = "allow-all"
  }
  ordered_cache_behavior {
    # ok: plain-http
    viewer_protocol_policy = "redirect-to-https"
  }
  viewer_certificate {
    # ruleid: old-tls
    minimum_protocol_version = "TLSv1"
  }
}

resource "azurerm_storage_account" "s" {
  # ruleid: plain-http
  https_traffic_only_enabled = false
  # ruleid: old-tls
  min_tls_version            = "TLS1_0"
}

resource "azurerm_storage_account" "t" {
  # ok: plain-http
  https_traffic_only_enabled = true
  # ok: old-tls
  min_tls_version            = "TLS1_2"
}

resource "aws_lb_listener" "u" {
  # ok: plain-http
  protocol   = "HTTPS"
  # ruleid: old-tls
  ssl_policy = "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "v" {
  protocol   = "HTTPS"
  # ok: old-tls
  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
}

resource "google_compute_ssl_policy" "w" {
  # ruleid: old-tls
  min_tls_version = "TLS_1_0"
}

resource "aws_cloudfront_distribution" "x" {
  viewer_certificate {
    # ok: old-tls
    minimum_protocol_version = "TLSv1.2_2021"
  }
}

resource "aws_instance" "y" {
  metadata_options {
    http_endpoint = "enabled"
    # ruleid: metadata-without-token
    http_tokens   = "optional"
  }
}

resource "aws_launch_template" "z" {
  metadata_options {
    # ruleid: metadata-without-token
    http_tokens                 = "optional"
    http_put_response_hop_limit = 1
  }
}

module "aa" {
  metadata_options = {
    # ruleid: metadata-without-token
    http_tokens = "optional"
  }
}

resource "aws_instance" "bb" {
  metadata_options {
    # ok: metadata-without-token
    http_tokens = "required"
  }
}

resource "aws_instance" "cc" {
  metadata_options {
    http_endpoint = "disabled"
    # ok: metadata-without-token
    http_tokens   = "optional"
  }
}

# ok: metadata-without-token
# metadata_options { http_tokens = "optional" }
resource azurerm_network_security_group "unquoted" {
  security_rule {
    access                 = "Allow"
    direction              = "Inbound"
    # ruleid: open-admin-port
    source_address_prefix  = "*"
    destination_port_range = "22-22"
  }
  security_rule {
    access                 = "Allow"
    direction              = "Inbound"
    # ok: open-admin-port
    source_address_prefix  = "*"
    destination_port_range = "443-443"
  }
}
