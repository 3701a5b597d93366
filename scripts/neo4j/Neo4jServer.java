import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.neo4j.cli.ExecutionContext;
import org.neo4j.commandline.admin.security.SetInitialPasswordCommand;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;
import picocli.CommandLine;

/**
 * A Neo4j Community server for tests, with authentication on, on the loopback
 * interface. Arguments: the home folder, the Bolt port (0 for a free one), and the
 * file into which the port is written once the server answers. The password of the
 * user neo4j is read from the variable HEARSAY_NEO4J_PASSWORD, so that it does not
 * stand in the list of processes.
 */
public final class Neo4jServer {
  private Neo4jServer() {}

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]).toAbsolutePath();
    int port = Integer.parseInt(args[1]);
    Path ready = Path.of(args[2]).toAbsolutePath();

    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("data"));
    ExecutionContext ctx = new ExecutionContext(home, home.resolve("conf"));
    int code = new CommandLine(new SetInitialPasswordCommand(ctx)).execute(System.getenv("HEARSAY_NEO4J_PASSWORD"));
    if (code != 0) {
      System.exit(code);
    }

    DatabaseManagementService service =
        new DatabaseManagementServiceBuilder(home)
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
            .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            // Tests log in with a wrong password on purpose; that must not lock the user.
            .setConfig(GraphDatabaseSettings.auth_max_failed_attempts, 0)
            .setConfig(GraphDatabaseSettings.udc_enabled, false)
            .setConfig(GraphDatabaseSettings.pagecache_memory, Long.getLong("pagecache", 128L) << 20)
            .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));

    GraphDatabaseAPI db = (GraphDatabaseAPI) service.database("neo4j");
    int bound =
        db.getDependencyResolver()
            .resolveDependency(ConnectorPortRegister.class)
            .getLocalAddress(ConnectorType.BOLT)
            .getPort();
    // Written aside and renamed, so that a reader never sees half a number.
    Path aside = ready.resolveSibling(ready.getFileName() + ".new");
    Files.write(aside, Integer.toString(bound).getBytes(StandardCharsets.UTF_8));
    Files.move(aside, ready, StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }
}
