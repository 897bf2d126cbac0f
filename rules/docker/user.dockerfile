# ruleid: runs-as-root
FROM debian:12 AS run
RUN useradd app
# ruleid: root-password
RUN echo 'root:letmein' | chpasswd
RUN true && \
    # ruleid: root-password
    echo "app:app1" | chpasswd
# ruleid: root-password
RUN echo hunter | passwd --stdin app
# ok: root-password
RUN echo "app:$PASSWORD" | chpasswd
# ok: root-password
RUN echo 'root:$6$hash' | chpasswd --encrypted
# ok: root-password
# RUN echo 'root:letmein' | chpasswd
# ok: root-password
RUN passwd --lock root
# ruleid: sudo-without-password
RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers
# ruleid: sudo-without-password
RUN echo "%wheel ALL=(ALL:ALL) NOPASSWD:ALL" > /etc/sudoers.d/wheel
RUN apt-get update && \
    # ruleid: sudo-without-password
    echo "$NAME ALL=(root) NOPASSWD:ALL" > /etc/sudoers.d/$NAME
# ok: sudo-without-password
RUN echo 'app ALL=(root) NOPASSWD: /usr/sbin/nginx' >> /etc/sudoers
# ok: sudo-without-password
RUN sed -i '/NOPASSWD/d' /etc/sudoers
# ok: sudo-without-password
# NOPASSWD: ALL would be too much
# ruleid: ssh-server
EXPOSE 22
# ruleid: ssh-server
EXPOSE 8080 22/tcp
# ruleid: ssh-server
RUN sed -i 's/^#PermitRootLogin .*/PermitRootLogin yes/' /etc/ssh/sshd_config
# ok: ssh-server
RUN sed -i 's/PermitRootLogin yes/PermitRootLogin no/' /etc/ssh/sshd_config
# ok: ssh-server
EXPOSE 2222
# ok: ssh-server
EXPOSE 8022 22000
# ok: ssh-server
RUN echo "PermitRootLogin no" >> /etc/ssh/sshd_config
CMD ["/usr/sbin/sshd", "-D"]
