import com.fasterxml.jackson.annotation.*;
import com.fasterxml.jackson.databind.*;
import com.fasterxml.jackson.databind.jsontype.*;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.security.*;
import java.beans.XMLDecoder;
import java.io.*;
import org.apache.commons.lang3.SerializationUtils;
import org.yaml.snakeyaml.*;
import org.yaml.snakeyaml.constructor.*;

class Streams {
  Object read(InputStream in) throws Exception {
    ObjectInputStream objects = new ObjectInputStream(in);
    // ruleid: object-stream-without-filter
    return objects.readObject();
  }

  Object closing(byte[] bytes) throws Exception {
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      // ruleid: object-stream-without-filter
      return objects.readObject();
    }
  }

  Object commons(byte[] bytes) {
    // ruleid: object-stream-without-filter
    return SerializationUtils.deserialize(bytes);
  }

  Object filtered(InputStream in) throws Exception {
    ObjectInputStream objects = new ObjectInputStream(in);
    objects.setObjectInputFilter(ObjectInputFilter.Config.createFilter("com.example.*;!*"));
    // ok: object-stream-without-filter
    return objects.readObject();
  }

  Object copy(Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(value);
    ObjectOutputStream out = new ObjectOutputStream(bytes);
    out.writeObject(value);
    ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    // ok: object-stream-without-filter
    return objects.readObject();
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    // ok: object-stream-without-filter
    Object rest = in.readObject();
  }

  Object handed(CheckedObjectInputStream in) throws Exception {
    // ok: object-stream-without-filter
    return in.readObject();
  }
}

class Mappers {
  // ruleid: object-mapper-any-class
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  private Object payload;

  // ok: object-mapper-any-class
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  private Object named;

  // ok: object-mapper-any-class
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  private Shape shape;

  void jackson(ObjectMapper mapper) {
    // ruleid: object-mapper-any-class
    mapper.enableDefaultTyping();
    // ruleid: object-mapper-any-class
    mapper.activateDefaultTyping(LaissezFaireSubTypeValidator.instance, ObjectMapper.DefaultTyping.NON_FINAL);
    // ok: object-mapper-any-class
    mapper.activateDefaultTyping(BasicPolymorphicTypeValidator.builder().allowIfSubType("com.example.").build());
    // ok: object-mapper-any-class
    mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  Object beans(InputStream in) {
    // ruleid: object-mapper-any-class
    return new XMLDecoder(in).readObject();
  }

  void xstream(XStream xstream) {
    // ruleid: object-mapper-any-class
    xstream.addPermission(AnyTypePermission.ANY);
    // ok: object-mapper-any-class
    xstream.addPermission(NoTypePermission.NONE);
    // ok: object-mapper-any-class
    xstream.allowTypesByWildcard(new String[] {"com.example.dto.**"});
  }
}

class Yamls {
  Object read(String text) {
    // ruleid: yaml-any-class
    return new Yaml().load(text);
  }

  Object later(InputStream in) {
    Yaml yaml = new Yaml();
    // ruleid: yaml-any-class
    return yaml.load(in);
  }

  Object typed(String text) {
    // ruleid: yaml-any-class
    return new Yaml(new Constructor(Object.class, new LoaderOptions())).load(text);
  }

  Object safe(String text) {
    // ok: yaml-any-class
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  Object later2(String text) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    // ok: yaml-any-class
    return yaml.load(text);
  }

  Object own() {
    // ok: yaml-any-class
    return new Yaml().load(Yamls.class.getResourceAsStream("/defaults.yaml"));
  }
}

class SessionModule extends SimpleModule {
  public void setupModule(SetupContext context) {
    // ok: object-mapper-any-class
    SecurityJackson2Modules.enableDefaultTyping(context.getOwner());
  }
}

class Calls {
  void configure(XmlRpcServerConfigImpl server, XmlRpcClientConfigImpl client, FeatureConfig features) {
    // ruleid: object-mapper-any-class
    server.setEnabledForExtensions(true);
    boolean extensions = true;
    // ruleid: object-mapper-any-class
    client.setEnabledForExtensions(extensions);
    // ok: object-mapper-any-class
    client.setEnabledForExtensions(false);
    // ok: object-mapper-any-class
    features.setEnabledForExtensions(true);
  }
}
