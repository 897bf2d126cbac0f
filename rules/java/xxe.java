import java.io.*;
import javax.servlet.http.*;
import javax.xml.XMLConstants;
import javax.xml.parsers.*;
import javax.xml.stream.*;
import javax.xml.transform.*;
import javax.xml.transform.stream.*;
import org.springframework.web.bind.annotation.*;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

class UploadServlet extends HttpServlet {
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    DocumentBuilder builder = factory.newDocumentBuilder();
    // ruleid: xxe
    builder.parse(request.getInputStream());
  }

  protected void doPut(HttpServletRequest request, HttpServletResponse response) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    // ok: xxe
    factory.newDocumentBuilder().parse(request.getInputStream());

    SAXParser parser = SAXParserFactory.newInstance().newSAXParser();
    // ruleid: xxe
    parser.parse(request.getInputStream(), new DefaultHandler());

    DocumentBuilder own = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    // ok: xxe
    own.parse(new File("/etc/app/settings.xml"));
  }

  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    String text = request.getParameter("xml");
    // ok: xxe
    hardened().parse(new InputSource(new StringReader(text)));
    // ruleid: xxe
    plain().parse(new InputSource(new StringReader(text)));
    // ok: xxe
    plain().parse(new InputSource(new StringReader("<a/>")));
  }

  private DocumentBuilder hardened() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder();
  }

  private DocumentBuilder plain() throws ParserConfigurationException {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder();
  }
}

@RestController
class FeedController {
  @PostMapping("/feed")
  public void feed(@RequestBody String feed) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    // ruleid: xxe
    factory.createXMLStreamReader(new StringReader(feed));
  }

  @PostMapping("/feed/safe")
  public void safe(@RequestBody String feed) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    // ok: xxe
    factory.createXMLStreamReader(new StringReader(feed));
  }

  @PostMapping("/transform")
  public void transform(@RequestBody String document) throws Exception {
    TransformerFactory factory = TransformerFactory.newInstance();
    Transformer transformer = factory.newTransformer();
    // ruleid: xxe
    transformer.transform(new StreamSource(new StringReader(document)), new StreamResult(new StringWriter()));
  }

  @PostMapping("/transform/safe")
  public void transformSafe(@RequestBody String document) throws Exception {
    TransformerFactory factory = TransformerFactory.newInstance();
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
    Transformer transformer = factory.newTransformer();
    // ok: xxe
    transformer.transform(new StreamSource(new StringReader(document)), new StreamResult(new StringWriter()));
  }

  @PostMapping("/import")
  public void read(@RequestBody String document) throws Exception {
    // ruleid: xxe
    new org.dom4j.io.SAXReader().read(new StringReader(document));
  }
}

class XxeElsewhere extends HttpServlet {
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: xxe
    Neighbour.anyDocument().parse(Neighbour.body(request));
    // ok: xxe
    Neighbour.noDoctype().parse(Neighbour.body(request));
    further(Neighbour.anyDocument(), request.getInputStream());
  }

  private void further(DocumentBuilder builder, InputStream given) throws Exception {
    // ruleid: xxe
    builder.parse(given);
  }
}
