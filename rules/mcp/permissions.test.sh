# ruleid: approval-off-command
claude -p "$TASK" --dangerously-skip-permissions
# ruleid: approval-off-command
codex exec --dangerously-bypass-approvals-and-sandbox "$TASK"
# ruleid: approval-off-command
gemini --yolo -p "$TASK"
# ruleid: approval-off-command
copilot -p "$TASK" --allow-all-tools
# ruleid: approval-off-command
alias cc='claude --permission-mode bypassPermissions'
# ok: approval-off-command
claude -p "$TASK" --allowedTools "Read,Bash(npm test)"
# ok: approval-off-command
# claude --dangerously-skip-permissions
# ok: approval-off-command
echo "never use claude --dangerously-skip-permissions"
# ok: approval-off-command
codex exec --sandbox workspace-write "$TASK"
# ok: approval-off-command
yolo detect train --yolo
# ruleid: approval-off-command
droid exec --skip-permissions-unsafe "$TASK"
# ruleid: approval-off-command
kiro-cli chat --no-interactive --trust-all-tools "$TASK"
# ruleid: approval-off-command
cline -y "$TASK"
# ok: approval-off-command
kiro-cli chat --no-interactive --trust-tools=read,grep "$TASK"
# ok: approval-off-command
droid exec --auto low "$TASK"
