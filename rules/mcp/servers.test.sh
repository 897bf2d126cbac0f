# ruleid: inspector-without-login
DANGEROUSLY_OMIT_AUTH=true npx @modelcontextprotocol/inspector@0.16.2
# ruleid: inspector-without-login
export DANGEROUSLY_OMIT_AUTH=1
# ruleid: inspector-without-login
env "DANGEROUSLY_OMIT_AUTH"="true" inspector
# ok: inspector-without-login
DANGEROUSLY_OMIT_AUTH=false npx @modelcontextprotocol/inspector@0.16.2
# ok: inspector-without-login
# never set DANGEROUSLY_OMIT_AUTH=true
# ok: inspector-without-login
unset DANGEROUSLY_OMIT_AUTH
