import java.security.Principal;
import java.util.*;
import javax.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;

@RestController
class UserController {
  private UserRepository userRepository;
  private UserService userService;

  @DeleteMapping("/users/{id}")
  // ruleid: change-without-authorisation
  void delete(@PathVariable long id) {
    userRepository.deleteById(id);
  }

  @PutMapping("/users/{id}")
  // ruleid: change-without-authorisation
  User rename(@PathVariable long id, @RequestBody NameForm form) {
    return userService.changePassword(id, form.name());
  }

  @RequestMapping(value = "/users/clear", method = RequestMethod.POST)
  // ruleid: change-without-authorisation
  String clear() {
    userRepository.deleteAll();
    return "cleared";
  }

  @PreAuthorize("hasRole('ADMIN')")
  @DeleteMapping("/admins/{id}")
  // ok: change-without-authorisation
  void remove(@PathVariable long id) {
    userRepository.deleteById(id);
  }

  @PostMapping("/me")
  // ok: change-without-authorisation
  void me(@RequestBody NameForm form, Principal principal) {
    userService.updateName(principal.getName(), form.name());
  }

  @PostMapping("/register")
  // ok: change-without-authorisation
  void register(@RequestBody NameForm form) {
    userService.createUser(form.name());
  }

  @PostMapping("/checked")
  // ok: change-without-authorisation
  void checked(@RequestBody NameForm form) {
    access.checkPermission("users");
    userService.createUser(form.name());
  }

  @PostMapping("/notes")
  // ok: change-without-authorisation
  void note(@RequestBody NameForm form) {
    noteService.createNote(form.name());
  }

  @GetMapping("/users")
  // ok: change-without-authorisation
  List<User> list() {
    return userRepository.findAll();
  }
}

@PreAuthorize("hasRole('ADMIN')")
@RestController
class AdminController {
  @DeleteMapping("/all")
  // ok: change-without-authorisation
  void all() {
    userRepository.deleteAll();
  }
}

@RestController
class OrderController {
  private OrderRepository orderRepository;
  private CountryRepository countryRepository;

  @GetMapping("/orders/{id}")
  Order order(@PathVariable Long id) {
    // ruleid: lookup-without-owner
    return orderRepository.findById(id).orElseThrow();
  }

  @GetMapping("/orders/{id}/answer")
  ResponseEntity<Order> answer(@PathVariable("id") Long orderId) {
    // ruleid: lookup-without-owner
    return ResponseEntity.of(orderRepository.findById(orderId));
  }

  @GetMapping("/order")
  Order byParameter(@RequestParam Long id) {
    // ruleid: lookup-without-owner
    return orderRepository.findById(id).get();
  }

  @GetMapping("/mine/{id}")
  Order mine(@PathVariable Long id, Principal principal) {
    // ok: lookup-without-owner
    return orderRepository.findById(id).filter(order -> order.isOf(principal)).orElseThrow();
  }

  @GetMapping("/countries/{id}")
  Country country(@PathVariable Long id) {
    // ok: lookup-without-owner
    return countryRepository.findById(id).orElseThrow();
  }

  @PreAuthorize("@orders.isOwner(#id)")
  @GetMapping("/guarded/{id}")
  Order guarded(@PathVariable Long id) {
    // ok: lookup-without-owner
    return orderRepository.findById(id).orElseThrow();
  }

  Order internal(Long id) {
    // ok: lookup-without-owner
    return orderRepository.findById(id).orElseThrow();
  }
}

@RestController
class Binding {
  private UserRepository userRepository;

  @PostMapping("/users")
  User create(@RequestBody User user, Principal admin) {
    // ruleid: mass-assignment
    return userRepository.save(user);
  }

  @PostMapping("/form")
  String form(@ModelAttribute User user, Principal admin) {
    // ruleid: mass-assignment
    userRepository.save(user);
    return "redirect:/";
  }

  @PostMapping("/valid")
  String valid(@Valid Account account, Principal admin) {
    // ruleid: mass-assignment
    accountRepository.saveAndFlush(account);
    return "redirect:/";
  }

  @PostMapping("/dto")
  User dto(@RequestBody UserRequest request, Principal admin) {
    // ok: mass-assignment
    return userRepository.save(new User(request.name()));
  }

  @PostMapping("/set")
  User set(@RequestBody User user, Principal admin) {
    user.setRole("USER");
    // ok: mass-assignment
    return userRepository.save(user);
  }

  User internal(User user) {
    // ok: mass-assignment
    return userRepository.save(user);
  }
}

class Filled extends HttpServlet {
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    User user = new User();
    // ruleid: bean-filled-from-request
    BeanUtils.populate(user, request.getParameterMap());
    // ruleid: bean-filled-from-request
    BeanUtils.populate(user, Neighbour.everything(request));
    Map<String, Object> chosen = new HashMap<>();
    chosen.put("name", "somebody");
    // ok: bean-filled-from-request
    BeanUtils.populate(user, chosen);
    Map<String, String[]> kept = new HashMap<>(request.getParameterMap());
    kept.keySet().retainAll(Set.of("name", "mail"));
    // ok: bean-filled-from-request
    BeanUtils.populate(user, kept);
    // ok: bean-filled-from-request
    BeanUtils.copyProperties(user, new User());
    further(user, request.getParameterMap());
  }

  private void further(User user, Map<String, String[]> given) throws Exception {
    // ruleid: bean-filled-from-request
    BeanUtilsBean.getInstance().populate(user, given);
  }
}

class Logins {
  // ruleid: login-without-limit
  @PostMapping("/login") Token login(@RequestBody Login form) { manager.authenticate(form.toToken()); return tokens.create(form.user()); }

  // ruleid: login-without-limit
  @PostMapping("/signin") Token signIn(@RequestBody Login form) { return service.login(form.user(), form.password()); }

  // ruleid: login-without-limit
  @PostMapping("/otp") Token verifyOtp(@RequestBody Login form) { if (!encoder.matches(form.code(), codes.of(form.user()))) { return null; } return tokens.create(form.user()); }

  // ok: login-without-limit
  @PostMapping("/login") @RateLimiter(name = "login") Token loginUser(@RequestBody Login form) { manager.authenticate(form.toToken()); return tokens.create(form.user()); }

  // ok: login-without-limit
  @PostMapping("/auth") Token auth(@RequestBody Login form) { if (attempts.tooManyAttempts(form.user())) { return null; } return service.login(form.user(), form.password()); }

  // ok: login-without-limit
  @GetMapping("/login") String login() { return "login"; }
}
