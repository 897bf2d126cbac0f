import java.io.IOException;
import java.util.*;
import javax.servlet.http.*;
import javax.ws.rs.*;
import org.springframework.web.bind.annotation.*;

class PingServlet extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String host = request.getParameter("host");
    // ruleid: command-injection
    Runtime.getRuntime().exec("ping -c 1 " + host);

    String[] shell = {"/bin/sh", "-c", "ping -c 1 " + host};
    // ruleid: command-injection
    Runtime.getRuntime().exec(shell);

    String[] direct = {"ping", "-c", "1", host};
    // ok: command-injection
    Runtime.getRuntime().exec(direct);

    String[] pair = {"ping ", host};
    // ruleid: command-injection
    Runtime.getRuntime().exec(pair[0] + pair[1]);

    // ok: command-injection
    new ProcessBuilder("ping", "-c", "1", host).start();

    // ruleid: command-injection
    new ProcessBuilder("bash", "-c", "ping " + host).start();

    if (host.matches("[a-z0-9-]+")) {
      // ok: command-injection
      Runtime.getRuntime().exec("ping " + host);
    }
  }

  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("sh");
    command.add("-c");
    command.add("tar xf " + request.getHeader("X-Archive"));
    ProcessBuilder builder = new ProcessBuilder();
    // ruleid: command-injection
    builder.command(command);
    builder.start();
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<String> names = new ArrayList<>();
    names.add("status");
    names.add(request.getParameter("name"));
    names.add("version");
    names.remove(0);
    // ruleid: command-injection
    Runtime.getRuntime().exec("service " + names.get(0));
    // ok: command-injection
    Runtime.getRuntime().exec("service " + names.get(1));
  }

  protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String[] program = {"report"};
    String[] surroundings = {request.getQueryString()};
    // ruleid: command-injection
    Runtime.getRuntime().exec(program, surroundings);
  }
}

@RestController
class ToolController {
  enum Tool { UPTIME, DATE }

  @GetMapping("/tool")
  public void tool(@RequestParam String name) throws IOException {
    Tool tool = Tool.valueOf(name);
    // ok: command-injection
    Runtime.getRuntime().exec(tool.name().toLowerCase());
    run(name);
    run("uptime");
  }

  @GetMapping("/kill/{pid}")
  public void kill(@PathVariable int pid) throws IOException {
    // ok: command-injection
    Runtime.getRuntime().exec("kill " + pid);
  }

  private void run(String program) throws IOException {
    new Runner(program).start();
  }

  private static class Runner {
    private final String program;

    Runner(String program) {
      this.program = program;
    }

    void start() throws IOException {
      // ruleid: command-injection
      new ProcessBuilder(program).start();
    }
  }
}

@Path("/convert")
class ConvertResource {
  @GET
  public void convert(@QueryParam("file") String file, @QueryParam("size") String size) throws IOException {
    String program = size == null ? "identify " : "convert ";
    // ruleid: command-injection
    Runtime.getRuntime().exec(program + file);
    String fixed;
    switch (size) {
      case "small": fixed = "10"; break;
      default: fixed = "100";
    }
    // ok: command-injection
    Runtime.getRuntime().exec("convert in.png -resize " + fixed + " out.png");
  }
}

class CommandInjectionElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: command-injection
    Runtime.getRuntime().exec("sh report.sh " + Neighbour.asked(request));
    String name = Neighbour.handedOn(request.getParameter("name"));
    // ruleid: command-injection
    Runtime.getRuntime().exec("sh report.sh " + name);
    // ok: command-injection
    Runtime.getRuntime().exec("sh report.sh " + Neighbour.counted(request));
    // ok: command-injection
    Runtime.getRuntime().exec("sh report.sh " + Neighbour.known(name));
    // ok: command-injection
    Runtime.getRuntime().exec("sh report.sh " + Neighbour.fixed(name));
    further(name);
  }

  private void further(String given) throws Exception {
    // ruleid: command-injection
    Runtime.getRuntime().exec("sh report.sh " + given);
  }
}
