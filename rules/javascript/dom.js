function comments(list, items) {
  for (const item of items) {
    // ruleid: html-not-constant
    list.innerHTML += `<li>${item.name}</li>`;
  }
  // ruleid: html-not-constant
  list.insertAdjacentHTML('beforeend', '<p>' + items.title + '</p>');
}

function Comment({ comment }) {
  return (
    <div>
      {/* ruleid: html-not-constant */}
      <p dangerouslySetInnerHTML={{ __html: comment.body }} />
      {/* ok: html-not-constant */}
      <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(comment.body) }} />
      {/* ok: html-not-constant */}
      <p dangerouslySetInnerHTML={{ __html: '<b>fixed</b>' }} />
    </div>
  );
}

function counters(node, items, text) {
  // ok: html-not-constant
  node.innerHTML = '<b>none</b>';
  // ok: html-not-constant
  node.innerHTML = `<b>${items.length}</b> of ${total}`;
  // ok: html-not-constant
  node.textContent = `<li>${text}</li>`;
  // ok: html-not-constant
  node.innerHTML = '<p>' + escapeHtml(text) + '</p>';
}

function Trusted(sanitizer, comment, blob) {
  // ruleid: angular-bypass-security
  this.text = sanitizer.bypassSecurityTrustHtml(comment.text);
  // ruleid: angular-bypass-security
  this.video = sanitizer.bypassSecurityTrustResourceUrl(comment.url);
  // ruleid: angular-bypass-security
  this.more = $sce.trustAsHtml('<p>' + comment.text + '</p>');
  // ok: angular-bypass-security
  this.logo = sanitizer.bypassSecurityTrustHtml('<svg></svg>');
  // ok: angular-bypass-security
  this.file = sanitizer.bypassSecurityTrustUrl(URL.createObjectURL(blob));
  // ok: angular-bypass-security
  this.image = sanitizer.bypassSecurityTrustUrl('data:image/png;base64,' + comment.image);
  // ok: angular-bypass-security
  this.plain = sanitizer.sanitize(1, comment.text);
}

function send(token, user, frame, worker) {
  // ruleid: postmessage-any-origin
  window.opener.postMessage({ token }, '*');
  // ruleid: postmessage-any-origin
  window.parent.postMessage(JSON.stringify(user), '*');
  // ruleid: postmessage-any-origin
  frame.contentWindow.postMessage({ type: 'login', user }, { targetOrigin: '*' });
  // ok: postmessage-any-origin
  window.opener.postMessage({ token }, 'https://app.example.org');
  // ok: postmessage-any-origin
  window.parent.postMessage({ type: 'ready' }, '*');
  // ok: postmessage-any-origin
  window.parent.postMessage({ height: document.body.scrollHeight }, '*');
  // ok: postmessage-any-origin
  worker.postMessage(user);
}

// ruleid: message-origin-unchecked
window.addEventListener('message', (event) => {
  apply(event.data);
});
// ruleid: message-origin-unchecked
window.onmessage = function (event) {
  localStorage.setItem('settings', event.data.settings);
};
// ruleid: message-origin-unchecked
window.addEventListener('message', function receive(event) {
  if (event.data.type === 'login') login(event.data);
});
// ok: message-origin-unchecked
window.addEventListener('message', (event) => {
  if (event.origin !== 'https://app.example.org') return;
  apply(event.data);
});
// ok: message-origin-unchecked
window.addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow) return;
  apply(event.data);
});
// ok: message-origin-unchecked
worker.addEventListener('message', (event) => {
  apply(event.data);
});
// ok: message-origin-unchecked
window.addEventListener('click', (event) => {
  apply(event.target);
});

function remember(token, theme) {
  // ruleid: token-in-web-storage
  localStorage.setItem('access_token', token);
  // ruleid: token-in-web-storage
  window.sessionStorage.setItem('jwt', token);
  // ruleid: token-in-web-storage
  localStorage.authToken = token;
  // ok: token-in-web-storage
  localStorage.setItem('theme', theme);
  // ok: token-in-web-storage
  localStorage.setItem('token', '');
  // ok: token-in-web-storage
  localStorage.setItem('maxTokens', 4096);
  // ok: token-in-web-storage
  cache.setItem('token', token);
}

function controlPlayer(frame, state, player) {
  // Commands that tell nothing.
  // ok: postmessage-any-origin
  frame.contentWindow.postMessage(JSON.stringify({ event: 'command', func: state.playing ? 'pause' : 'play', id: player.id, args: [] }), '*');
  // ruleid: postmessage-any-origin
  frame.contentWindow.postMessage(JSON.stringify({ event: 'login', token: state.token }), '*');
}
