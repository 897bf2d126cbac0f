import java.io.*;
import javax.xml.XMLConstants;
import javax.xml.parsers.*;
import javax.xml.stream.*;
import javax.xml.transform.*;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.*;
import org.dom4j.io.SAXReader;
import org.jdom2.input.SAXBuilder;
import org.w3c.dom.Document;

class Parsers {
  Document dom(InputStream in) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    // ruleid: xml-parser-with-entities
    return factory.newDocumentBuilder().parse(in);
  }

  Document chained(InputStream in) throws Exception {
    // ruleid: xml-parser-with-entities
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
  }

  void stax(Reader in) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    // ruleid: xml-parser-with-entities
    XMLStreamReader reader = factory.createXMLStreamReader(in);
  }

  void dom4j(InputStream in) throws Exception {
    SAXReader reader = new SAXReader();
    // ruleid: xml-parser-with-entities
    reader.read(in);
  }

  void jdom(InputStream in) throws Exception {
    // ruleid: xml-parser-with-entities
    new SAXBuilder().build(in);
  }

  Transformer sheet(StreamSource source) throws Exception {
    TransformerFactory factory = TransformerFactory.newInstance();
    // ruleid: xml-parser-with-entities
    return factory.newTransformer(source);
  }

  Document hardened(InputStream in) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    // ok: xml-parser-with-entities
    return factory.newDocumentBuilder().parse(in);
  }

  void staxHardened(Reader in) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    // ok: xml-parser-with-entities
    factory.createXMLStreamReader(in);
  }

  Document empty() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    // ok: xml-parser-with-entities
    return factory.newDocumentBuilder().newDocument();
  }

  Transformer identity() throws Exception {
    TransformerFactory factory = TransformerFactory.newInstance();
    // ok: xml-parser-with-entities
    return factory.newTransformer();
  }

  Document helped(InputStream in) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    XmlTools.disableEntities(factory);
    // ok: xml-parser-with-entities
    return factory.newDocumentBuilder().parse(in);
  }

  Schema schema(File file) throws Exception {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // ok: xml-parser-with-entities
    return factory.newSchema(file);
  }
}

class Switches {
  void set(XMLInputFactory stax, DocumentBuilderFactory dom, boolean given) throws Exception {
    // ruleid: xml-entities-on
    stax.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, true);
    // ruleid: xml-entities-on
    dom.setFeature("http://xml.org/sax/features/external-general-entities", true);
    // ruleid: xml-entities-on
    dom.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false);
    // ok: xml-entities-on
    stax.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // ok: xml-entities-on
    dom.setFeature("http://xml.org/sax/features/external-general-entities", false);
    // ok: xml-entities-on
    dom.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    // ok: xml-entities-on
    stax.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
  }
}

class Own {
  Document again(Exporter exporter) throws Exception {
    StringWriter written = new StringWriter();
    exporter.writeTo(written);
    // ok: xml-parser-with-entities
    return new SAXReader().read(new StringReader(written.toString()));
  }

  Document given(String text) throws Exception {
    // ruleid: xml-parser-with-entities
    return new SAXReader().read(new StringReader(text));
  }
}

class Through {
  void transform(InputStream in, Node node, Result out) throws Exception {
    Transformer plain = TransformerFactory.newInstance().newTransformer();
    // ruleid: xml-parser-with-entities
    plain.transform(new StreamSource(in), out);
    // ok: xml-parser-with-entities
    plain.transform(new DOMSource(node), out);
  }

  void closed(Source source, Result out) throws Exception {
    TransformerFactory factory = TransformerFactory.newInstance();
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    Transformer transformer = factory.newTransformer();
    // ok: xml-parser-with-entities
    transformer.transform(source, out);
  }

  void validate(Schema schema, InputStream in) throws Exception {
    Validator validator = schema.newValidator();
    StreamSource source = new StreamSource(in);
    // ruleid: xml-parser-with-entities
    validator.validate(source);
  }

  void validateClosed(Schema schema, StreamSource source) throws Exception {
    Validator validator = schema.newValidator();
    validator.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // ok: xml-parser-with-entities
    validator.validate(source);
  }
}
