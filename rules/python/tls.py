import ftplib
import imaplib
import smtplib
import ssl
import subprocess
import telnetlib

import aiohttp
import asyncssh
import boto3
import httpx
import ldap
import paramiko
import pymongo
import redis
import requests
import urllib3
from OpenSSL import SSL
from requests import get as fetch

# The certificate.


def clients(url, data):
    # ruleid: tls-verification-off
    first = requests.get(url, verify=False)
    # ruleid: tls-verification-off
    second = fetch(url, timeout=3, verify=False)
    # ruleid: tls-verification-off
    third = httpx.AsyncClient(verify=False)
    session = requests.Session()
    # ruleid: tls-verification-off
    session.verify = False
    # ruleid: tls-verification-off
    fourth = session.post(url, data, verify=False)
    # ruleid: tls-verification-off
    pool = urllib3.PoolManager(cert_reqs="CERT_NONE")
    # ruleid: tls-verification-off
    mongo = pymongo.MongoClient(url, tlsAllowInvalidCertificates=True)
    # ruleid: tls-verification-off
    cache = redis.Redis(host=url, ssl=True, ssl_cert_reqs="none")
    # ruleid: tls-verification-off
    bucket = boto3.client("s3", verify=False)
    return first, second, third, fourth, pool, mongo, cache, bucket


async def asynchronous(url):
    # ruleid: tls-verification-off
    connector = aiohttp.TCPConnector(ssl=False)
    async with aiohttp.ClientSession() as session:
        # ruleid: tls-verification-off
        async with session.get(url, ssl=False) as answer:
            return await answer.text(), connector


def contexts():
    # ruleid: tls-verification-off
    ssl._create_default_https_context = ssl._create_unverified_context
    # ruleid: tls-verification-off
    first = ssl._create_unverified_context()
    second = ssl.create_default_context()
    second.check_hostname = False
    # ruleid: tls-verification-off
    second.verify_mode = ssl.CERT_NONE
    # ruleid: tls-verification-off
    ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)
    return first, second


def any_host():
    context = ssl.create_default_context()
    # ruleid: tls-verification-off
    context.check_hostname = False
    return context


def own_authority(cafile):
    context = ssl.create_default_context(cafile=cafile)
    # ok: tls-verification-off
    context.check_hostname = False
    return context


def checked(url, verify):
    # ok: tls-verification-off
    first = requests.get(url, timeout=3)
    # ok: tls-verification-off
    second = requests.get(url, verify="/etc/ssl/our-ca.pem", timeout=3)
    # ok: tls-verification-off
    third = requests.get(url, verify=verify, timeout=3)
    # ok: tls-verification-off
    fourth = httpx.Client(verify=ssl.create_default_context())
    # ok: tls-verification-off
    fifth = urllib3.PoolManager(cert_reqs="CERT_REQUIRED")
    # ok: tls-verification-off
    sixth = url.parse(data="x", verify=False)
    return first, second, third, fourth, fifth, sixth


def server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    # ok: tls-verification-off
    context.verify_mode = ssl.CERT_NONE
    return context


class Context:
    def __init__(self):
        # ok: tls-verification-off
        self.verify_mode = ssl.CERT_NONE


class Form:
    def check(self):
        # ok: tls-verification-off
        self.verify = False


# A switch.


def by_switch(insecure):
    context = ssl.create_default_context()
    if insecure:
        context.check_hostname = False
        # ruleid: tls-verification-optional
        context.verify_mode = ssl.CERT_NONE
    return context


class Client:
    def __init__(self, options, context):
        if not options.verify:
            # ruleid: tls-verification-optional
            context.verify_mode = ssl.CERT_NONE
        if options.any_host:
            # ruleid: tls-verification-optional
            context.check_hostname = False


def by_file(cafile, client_certificates):
    context = ssl.create_default_context()
    if cafile:
        # ok: tls-verification-optional
        context.load_verify_locations(cafile)
    # ok: tls-verification-optional
    context.check_hostname = True
    server_context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    if not client_certificates:
        # ok: tls-verification-optional
        server_context.verify_mode = ssl.CERT_NONE
    if client_certificates:
        # ok: tls-verification-optional
        server_context.verify_mode = ssl.CERT_REQUIRED
    return context, server_context


def by_setting(session, settings, curl):
    if settings.insecure:
        # ruleid: tls-verification-optional
        session.verify = False
    # ok: tls-verification-optional
    session.verify = settings.cafile


if __name__ == "__main__":
    main_session = requests.Session()
    # ruleid: tls-verification-off
    main_session.verify = False


# Versions.


def old():
    # ruleid: old-tls-version
    first = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    # ruleid: old-tls-version
    first.minimum_version = ssl.TLSVersion.TLSv1_1
    # ruleid: old-tls-version
    second = SSL.Context(SSL.SSLv3_METHOD)
    # ruleid: old-tls-version
    third = urllib3.PoolManager(ssl_version=ssl.PROTOCOL_SSLv3)
    # ruleid: old-tls-version
    first.options &= ~ssl.OP_NO_TLSv1
    # ruleid: old-tls-version
    first.set_ciphers("DEFAULT:@SECLEVEL=0")
    return first, second, third


def new():
    # ok: old-tls-version
    first = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # ok: old-tls-version
    first.minimum_version = ssl.TLSVersion.TLSv1_2
    # ok: old-tls-version
    first.options |= ssl.OP_NO_TLSv1
    # ok: old-tls-version
    second = SSL.Context(SSL.TLS_METHOD)
    # ok: old-tls-version
    first.set_ciphers("ECDHE+AESGCM:!aNULL:!eNULL")
    # ok: old-tls-version
    if first.protocol == ssl.PROTOCOL_TLSv1:
        return second
    return first


# SSH.


def shell(host):
    client = paramiko.SSHClient()
    # ruleid: ssh-host-key-unchecked
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    other = paramiko.client.SSHClient()
    # ruleid: ssh-host-key-unchecked
    other.set_missing_host_key_policy(paramiko.WarningPolicy)
    # ruleid: ssh-host-key-unchecked
    subprocess.run(["ssh", "-o", "StrictHostKeyChecking=no", host, "uptime"], check=True)
    return client, other


async def async_shell(host):
    # ruleid: ssh-host-key-unchecked
    return await asyncssh.connect(host, known_hosts=None)


async def known(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    # ok: ssh-host-key-unchecked
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    # ok: ssh-host-key-unchecked
    subprocess.run(["ssh", "-o", "StrictHostKeyChecking=yes", host, "uptime"], check=True)
    # ok: ssh-host-key-unchecked
    subprocess.run(["ssh", "-o", "StrictHostKeyChecking=accept-new", host, "uptime"], check=True)
    # ok: ssh-host-key-unchecked
    return await asyncssh.connect(host, known_hosts="/etc/ssh/known_hosts")


# Clear text.


def plain(host, user, password):
    # ruleid: cleartext-protocol
    console = telnetlib.Telnet(host)
    # ruleid: cleartext-protocol
    files = ftplib.FTP(host, user, password)
    mail = smtplib.SMTP(host)
    # ruleid: cleartext-protocol
    mail.login(user, password)
    with imaplib.IMAP4(host) as box:
        # ruleid: cleartext-protocol
        box.login(user, password)
    directory = ldap.initialize("ldap://ldap.example.org")
    # ruleid: cleartext-protocol
    directory.simple_bind_s(user, password)
    return console, files


def sealed(host, user, password):
    mail = smtplib.SMTP(host, 587)
    mail.starttls()
    # ok: cleartext-protocol
    mail.login(user, password)
    with smtplib.SMTP_SSL(host) as other:
        # ok: cleartext-protocol
        other.login(user, password)
    # ok: cleartext-protocol
    files = ftplib.FTP_TLS(host, user, password)
    # ok: cleartext-protocol
    public = ftplib.FTP(host)
    # ok: cleartext-protocol
    public.login()
    directory = ldap.initialize("ldaps://ldap.example.org")
    # ok: cleartext-protocol
    directory.simple_bind_s(user, password)
    return files


def wrapped(host, sock, bundle):
    # ruleid: wrap-socket-without-checks
    first = ssl.wrap_socket(sock)
    # ruleid: wrap-socket-without-checks
    second = ssl.wrap_socket(socket.socket(socket.AF_INET), keyfile=None)
    # ruleid: wrap-socket-without-checks
    third = ssl.wrap_socket(sock, ca_certs=bundle)
    # ok: wrap-socket-without-checks
    fourth = ssl.wrap_socket(sock, cert_reqs=ssl.CERT_REQUIRED, ca_certs=bundle)
    # ok: wrap-socket-without-checks
    fifth = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    # ok: wrap-socket-without-checks
    sixth = ssl.wrap_socket(sock, certfile="server.pem", server_side=True)
    return first, second, third, fourth, fifth, sixth
