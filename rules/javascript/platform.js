const { BrowserWindow } = require('electron');
const { PutObjectCommand } = require('@aws-sdk/client-s3');

new BrowserWindow({
  width: 800,
  webPreferences: {
    // ruleid: electron-node-in-page
    nodeIntegration: true,
    // ruleid: electron-node-in-page
    contextIsolation: false,
    // ruleid: electron-web-security-off
    webSecurity: false,
  },
});
// ruleid: electron-node-in-page
new BrowserView({ webPreferences: { enableRemoteModule: true } });
// ruleid: electron-web-security-off
new BrowserWindow({ webPreferences: { allowRunningInsecureContent: true } });
// ruleid: electron-web-security-off
new BrowserWindow({ webPreferences: { preload, webSecurity: false } });
// ok: electron-node-in-page, electron-web-security-off
new BrowserWindow({ webPreferences: { preload, contextIsolation: true, nodeIntegration: false, webSecurity: true } });
// ok: electron-node-in-page, electron-web-security-off
new BrowserWindow({ show: false });
// ok: electron-node-in-page
report({ nodeIntegration: true });
// ok: electron-web-security-off
report({ webSecurity: false });
// ok: electron-web-security-off
new BrowserWindow({ webPreferences: { allowRunningInsecureContent: false } });

async function store(s3, Bucket, Key, Body) {
  // ruleid: s3-public-access
  await s3.send(new PutObjectCommand({ Bucket, Key, Body, ACL: 'public-read' }));
  // ruleid: s3-public-access
  await s3.putObject({ Bucket, Key, Body, ACL: 'public-read-write' }).promise();
  // ruleid: s3-public-access
  new s3.Bucket(this, 'Files', { publicReadAccess: true });
  // ok: s3-public-access
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  // ok: s3-public-access
  await s3.putObject({ Bucket, Key, Body, ACL: 'private' }).promise();
  // ok: s3-public-access
  new s3.Bucket(this, 'Files', { publicReadAccess: false });
}
