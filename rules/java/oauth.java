class Begin {
  String plain(String back) {
    // ruleid: oauth-without-state
    return "https://login.example.com/authorize?client_id=shop&response_type=code&redirect_uri=" + back;
  }

  String whole() {
    // ruleid: oauth-without-state
    return "https://login.example.com/authorize?response_type=code&scope=mail&client_id=shop";
  }

  String format(String back) {
    // ruleid: oauth-without-state
    return String.format("https://login.example.com/authorize?client_id=shop&response_type=code&redirect_uri=%s", back);
  }

  String withState(String back, String state) {
    // ok: oauth-without-state
    return "https://login.example.com/authorize?client_id=shop&response_type=code&redirect_uri=" + back + "&state=" + state;
  }

  String withChallenge(String back, String challenge) {
    // ok: oauth-without-state
    return "https://login.example.com/authorize?client_id=shop&response_type=code&code_challenge=" + challenge + "&redirect_uri=" + back;
  }

  String token() {
    // ok: oauth-without-state
    return "https://login.example.com/token?client_id=shop&grant_type=authorization_code";
  }
}
