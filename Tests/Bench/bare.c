/* The least that can take a vote: libmicrohttpd and SQLite, nothing else. script/bench holds the bot against it.

   It does what the bot promises and no more: checks the secret, finds what it needs in the update, and answers 200
   once three rows are on disk (the event, the vote, the reply). Two epoll threads take requests and suspend them; one
   writer commits all that wait together and resumes them.

   bare <database> <secret>: takes a free port and prints it. `GET /count` tells how many events it has. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LONGEST_BODY = 8192 };

struct vote {
    struct vote *next;
    struct MHD_Connection *connection;
    long long update, person;
    int choice, is_stored;
    size_t filled;
    char callback[24];
    char body[LONGEST_BODY];
};

static const char *secret;
static sqlite3 *database;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t something = PTHREAD_COND_INITIALIZER;
static struct vote *waiting, **waiting_end = &waiting;
static atomic_llong stored;

static void must(int code, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_DONE) return;
    fprintf(stderr, "bare: %s: %s\n", what, sqlite3_errmsg(database));
    exit(1);
}

static void run(const char *sql) { must(sqlite3_exec(database, sql, NULL, NULL, NULL), sql); }

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    must(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
    return statement;
}

static void step(sqlite3_stmt *statement) {
    must(sqlite3_step(statement), "step");
    sqlite3_reset(statement);
}

static void *write_all(void *unused) {
    (void)unused;
    sqlite3_stmt *event = prepare("INSERT INTO event (id, received) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING");
    sqlite3_stmt *vote = prepare(
        "INSERT INTO vote (poll, person, choice) VALUES (1, ?1, ?2) "
        "ON CONFLICT (poll, person) DO UPDATE SET choice = excluded.choice");
    sqlite3_stmt *reply = prepare("INSERT INTO reply (person, text, due) VALUES (?1, ?2, ?3)");
    for (;;) {
        pthread_mutex_lock(&lock);
        while (!waiting) pthread_cond_wait(&something, &lock);
        struct vote *batch = waiting;
        waiting = NULL;
        waiting_end = &waiting;
        pthread_mutex_unlock(&lock);
        long long moment = (long long)time(NULL) * 1000, new = 0;
        run("BEGIN IMMEDIATE");
        for (struct vote *v = batch; v; v = v->next) {
            sqlite3_bind_int64(event, 1, v->update);
            sqlite3_bind_int64(event, 2, moment);
            step(event);
            if (sqlite3_changes(database) == 0) continue;
            new++;
            sqlite3_bind_int64(vote, 1, v->person);
            sqlite3_bind_int(vote, 2, v->choice);
            step(vote);
            char text[64];
            int length = snprintf(text, sizeof text, "Thank you. Your answer: %d", v->choice);
            sqlite3_bind_int64(reply, 1, v->person);
            sqlite3_bind_text(reply, 2, text, length, SQLITE_STATIC);
            sqlite3_bind_int64(reply, 3, moment);
            step(reply);
        }
        run("COMMIT");
        atomic_fetch_add(&stored, new);
        while (batch) {
            struct vote *v = batch;
            batch = v->next;
            v->is_stored = 1;
            /* Behind this line the other thread may free it. */
            MHD_resume_connection(v->connection);
        }
    }
    return NULL;
}

/* Just enough of JSON for updates that the load generator makes. */
static int parse(struct vote *v) {
    const char *update = strstr(v->body, "\"update_id\":"), *callback = strstr(v->body, "\"callback_query\":{\"id\":\"");
    const char *person = strstr(v->body, "\"from\":{\"id\":"), *data = strstr(v->body, "\"data\":\"");
    if (!update || !callback || !person || !data) return 0;
    v->update = atoll(update + 12);
    callback += 24;
    size_t length = strcspn(callback, "\"");
    if (length == 0 || length >= sizeof v->callback) return 0;
    memcpy(v->callback, callback, length);
    v->person = atoll(person + 13);
    const char *dot = strchr(data, '.');
    if (!dot) return 0;
    v->choice = atoi(dot + 1);
    return 1;
}

static int is_secret(const char *given) {
    size_t length = strlen(secret);
    if (!given || strlen(given) != length) return 0;
    unsigned char difference = 0;
    for (size_t i = 0; i < length; i++) difference |= (unsigned char)(given[i] ^ secret[i]);
    return difference == 0;
}

static enum MHD_Result answer(struct MHD_Connection *connection, unsigned status, const char *body) {
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(body), (void *)body, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", "application/json");
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result handle(void *unused, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **state) {
    (void)unused, (void)version;
    struct vote *v = *state;
    char body[128];
    if (!v) {
        if (!(*state = v = malloc(sizeof *v))) return MHD_NO;
        v->filled = 0;
        v->is_stored = 0;
        return MHD_YES;
    }
    if (*size > 0) {
        if (v->filled + *size >= LONGEST_BODY) return MHD_NO;
        memcpy(v->body + v->filled, data, *size);
        v->filled += *size;
        *size = 0;
        return MHD_YES;
    }
    if (v->is_stored) {
        snprintf(body, sizeof body, "{\"method\":\"answerCallbackQuery\",\"callback_query_id\":\"%s\"}", v->callback);
        return answer(connection, 200, body);
    }
    if (strcmp(method, "GET") == 0 && strcmp(url, "/count") == 0) {
        snprintf(body, sizeof body, "{\"events\":%lld}", atomic_load(&stored));
        return answer(connection, 200, body);
    }
    if (!is_secret(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-Telegram-Bot-Api-Secret-Token")))
        return answer(connection, 401, "");
    v->body[v->filled] = 0;
    memset(v->callback, 0, sizeof v->callback);
    if (!parse(v)) return answer(connection, 400, "");
    v->connection = connection;
    v->next = NULL;
    MHD_suspend_connection(connection);
    pthread_mutex_lock(&lock);
    *waiting_end = v;
    waiting_end = &v->next;
    pthread_cond_signal(&something);
    pthread_mutex_unlock(&lock);
    return MHD_YES;
}

static void completed(void *unused, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode code) {
    (void)unused, (void)connection, (void)code;
    free(*state);
    *state = NULL;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: bare <database> <secret>\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    secret = arguments[2];
    must(sqlite3_open(arguments[1], &database), "open");
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("PRAGMA secure_delete = ON");
    run("CREATE TABLE event (id INTEGER PRIMARY KEY, received INTEGER NOT NULL)");
    run("CREATE TABLE vote (poll INTEGER, person INTEGER, choice INTEGER, PRIMARY KEY (poll, person))");
    run("CREATE TABLE reply (id INTEGER PRIMARY KEY, person INTEGER, text TEXT, due INTEGER)");
    pthread_t writer;
    if (pthread_create(&writer, NULL, write_all, NULL)) return 1;
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle, NULL,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_THREAD_POOL_SIZE, 2u,
        MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
    if (!daemon) {
        fprintf(stderr, "bare: the server does not start\n");
        return 1;
    }
    printf("%d\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    pthread_join(writer, NULL);
}
