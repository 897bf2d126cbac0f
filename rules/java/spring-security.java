import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.*;
import org.springframework.security.config.annotation.web.configurers.*;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

class Web {
  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    // ruleid: csrf-disabled
    http.csrf().disable();
    return http.build();
  }

  @Bean
  SecurityFilterChain reference(HttpSecurity http) throws Exception {
    // ruleid: csrf-disabled
    return http.csrf(AbstractHttpConfigurer::disable).formLogin(form -> form.loginPage("/login")).build();
  }

  @Bean
  SecurityFilterChain lambda(HttpSecurity http) throws Exception {
    // ruleid: csrf-disabled
    http.csrf(csrf -> csrf.disable());
    return http.build();
  }

  @Bean
  SecurityFilterChain stateless(HttpSecurity http) throws Exception {
    // ok: csrf-disabled
    http.csrf(csrf -> csrf.disable())
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    return http.build();
  }

  @Bean
  SecurityFilterChain tokens(HttpSecurity http) throws Exception {
    // ok: csrf-disabled
    http.csrf(AbstractHttpConfigurer::disable);
    http.oauth2ResourceServer(server -> server.jwt());
    return http.build();
  }

  @Bean
  SecurityFilterChain cookie(HttpSecurity http) throws Exception {
    // ok: csrf-disabled
    http.csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse()));
    return http.build();
  }

  @Bean
  SecurityFilterChain hooks(HttpSecurity http) throws Exception {
    // ok: csrf-disabled
    http.csrf(csrf -> csrf.ignoringRequestMatchers("/hooks/payments"));
    return http.build();
  }
}

class Access {
  void all(HttpSecurity http) throws Exception {
    // ruleid: everything-permitted
    http.authorizeHttpRequests(auth -> auth.anyRequest().permitAll());
  }

  void old(HttpSecurity http) throws Exception {
    // ruleid: everything-permitted
    http.authorizeRequests().antMatchers("/**").permitAll();
  }

  void ignored(WebSecurity web) {
    // ruleid: everything-permitted
    web.ignoring().antMatchers("/**");
  }

  void mixed(HttpSecurity http) throws Exception {
    // ok: everything-permitted
    http.authorizeHttpRequests(auth -> auth.requestMatchers("/admin/**").hasRole("ADMIN").anyRequest().permitAll());
  }

  void closed(HttpSecurity http) throws Exception {
    // ok: everything-permitted
    http.authorizeHttpRequests(auth -> auth.requestMatchers("/login").permitAll().anyRequest().authenticated());
  }

  void assets(WebSecurity web) {
    // ok: everything-permitted
    web.ignoring().antMatchers("/css/**", "/js/**");
  }

  void part(HttpSecurity http) throws Exception {
    http.securityMatcher("/public/**");
    // ok: everything-permitted
    http.authorizeHttpRequests(auth -> auth.anyRequest().permitAll());
  }
}

class Matchers {
  void admin(HttpSecurity http) throws Exception {
    // ruleid: exact-path-matcher
    http.authorizeRequests().antMatchers("/admin").hasRole("ADMIN").anyRequest().permitAll();
  }

  void method(HttpSecurity http) throws Exception {
    // ruleid: exact-path-matcher
    http.authorizeRequests().antMatchers(HttpMethod.POST, "/orders/cancel").authenticated();
  }

  void matcher(HttpSecurity http) throws Exception {
    // ruleid: exact-path-matcher
    http.authorizeHttpRequests(auth -> auth.requestMatchers(new AntPathRequestMatcher("/reports")).authenticated());
  }

  void below(HttpSecurity http) throws Exception {
    // ok: exact-path-matcher
    http.authorizeRequests().antMatchers("/admin/**").hasRole("ADMIN");
  }

  void open(HttpSecurity http) throws Exception {
    // ok: exact-path-matcher
    http.authorizeRequests().antMatchers("/login").permitAll().anyRequest().authenticated();
  }

  void rest(HttpSecurity http) throws Exception {
    // ok: exact-path-matcher
    http.authorizeRequests().antMatchers("/admin").hasRole("ADMIN").anyRequest().authenticated();
  }
}

class Headers {
  void frames(HttpSecurity http) throws Exception {
    // ruleid: security-headers-off
    http.headers().frameOptions().disable();
    // ruleid: security-headers-off
    http.headers(headers -> headers.frameOptions(frame -> frame.disable()));
    // ruleid: security-headers-off
    http.headers(AbstractHttpConfigurer::disable);
    // ruleid: security-headers-off
    http.headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable));
  }

  void same(HttpSecurity http) throws Exception {
    // ok: security-headers-off
    http.headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()));
    // ok: security-headers-off
    http.headers().frameOptions().deny();
    // ok: security-headers-off
    http.headers(headers -> headers.cacheControl(cache -> cache.disable()));
  }

  void policy(HttpSecurity http) throws Exception {
    // ok: security-headers-off
    http.headers(headers -> headers.frameOptions(frame -> frame.disable())
        .contentSecurityPolicy(policy -> policy.policyDirectives("frame-ancestors 'self' https://portal.example")));
  }
}

class Sessions {
  void fixed(HttpSecurity http) throws Exception {
    // ruleid: session-fixation-off
    http.sessionManagement().sessionFixation().none();
    // ruleid: session-fixation-off
    http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.none()));
    // ruleid: session-fixation-off
    http.sessionManagement(session -> session.enableSessionUrlRewriting(true));
    // ok: session-fixation-off
    http.sessionManagement().sessionFixation().migrateSession();
    // ok: session-fixation-off
    http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.changeSessionId()));
    // ok: session-fixation-off
    http.sessionManagement(session -> session.enableSessionUrlRewriting(false));
  }
}

@Controller
@RequestMapping("/account")
class Mappings {
  // ruleid: mapping-for-any-method
  @RequestMapping("/close") void close(Principal user) { accounts.close(user.getName()); }

  // ruleid: mapping-for-any-method
  @RequestMapping(value = "/open", method = {}) void open(Principal user) { accounts.open(user.getName()); }

  // ruleid: mapping-for-any-method
  @RequestMapping(value = "/move", method = {RequestMethod.GET, RequestMethod.POST}) void move(Principal user) { accounts.move(user.getName()); }

  // ok: mapping-for-any-method
  @RequestMapping(value = "/name", method = RequestMethod.POST) void name(Principal user) { accounts.name(user.getName()); }

  // ok: mapping-for-any-method
  @RequestMapping("/list") String listAll() { return "list"; }

  // ok: mapping-for-any-method
  @PostMapping("/lock") void lock(Principal user) { accounts.lock(user.getName()); }

  // ok: mapping-for-any-method
  @RequestMapping(value = "/both", method = {RequestMethod.PUT, RequestMethod.POST}) void both() { accounts.both(); }
}
