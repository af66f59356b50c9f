/* A pretend Bot API on 127.0.0.1 for script/bench: takes every call as fast as it comes, counts the messages, and
   answers as Telegram does. One thread, epoll, keep-alive, no memory per message.

   Started with no arguments it takes a free port and prints it. `GET /count` tells how many messages came since the
   last `GET /reset`, and the moments of the first and the last in nanoseconds of CLOCK_MONOTONIC. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 1024, ROOM = 65536 };

struct connection {
    size_t filled;
    char bytes[ROOM];
};

static struct connection *connections[MOST_CONNECTIONS];
static long long messages, first_moment, last_moment;

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int answer(int fd, const char *line) {
    char body[256], all[512];
    const char *space = strchr(line, ' ');
    const char *end = space ? strpbrk(space + 1, " ?\r") : NULL;
    if (!end) return -1;
    size_t path = (size_t)(end - space - 1);
    if ((path >= 12 && memcmp(end - 12, "/sendMessage", 12) == 0)
        || (path >= 10 && memcmp(end - 10, "/sendPhoto", 10) == 0)) {
        last_moment = now();
        if (messages++ == 0) first_moment = last_moment;
        snprintf(body, sizeof body,
                 "{\"ok\":true,\"result\":{\"message_id\":%lld,\"date\":1700000000,"
                 "\"chat\":{\"id\":1,\"type\":\"private\"}}}", messages);
    } else if (path == 6 && memcmp(space + 1, "/count", 6) == 0) {
        snprintf(body, sizeof body, "{\"messages\":%lld,\"first\":%lld,\"last\":%lld}", messages, first_moment,
                 last_moment);
    } else if (path == 6 && memcmp(space + 1, "/reset", 6) == 0) {
        messages = first_moment = last_moment = 0;
        strcpy(body, "{}");
    } else {
        strcpy(body, "{\"ok\":true,\"result\":true}");
    }
    int length = snprintf(all, sizeof all,
                          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                          strlen(body), body);
    /* An answer is far smaller than a socket's buffer, and nobody has more than one under way. */
    return send(fd, all, (size_t)length, MSG_NOSIGNAL) == length ? 0 : -1;
}

/* Answers every whole request that has come. Negative where the connection is to be closed. */
static int serve(int fd, struct connection *c) {
    for (;;) {
        ssize_t got = recv(fd, c->bytes + c->filled, ROOM - 1 - c->filled, 0);
        if (got == 0) return -1;
        if (got < 0) return errno == EAGAIN || errno == EINTR ? 0 : -1;
        c->filled += (size_t)got;
        c->bytes[c->filled] = 0;
        for (;;) {
            char *head_end = memmem(c->bytes, c->filled, "\r\n\r\n", 4);
            if (!head_end) break;
            *head_end = 0;
            char *field = strcasestr(c->bytes, "\r\ncontent-length:");
            size_t whole = (size_t)(head_end - c->bytes) + 4 + (field ? strtoul(field + 17, NULL, 10) : 0);
            *head_end = '\r';
            if (whole >= ROOM) return -1;
            if (c->filled < whole) break;
            if (answer(fd, c->bytes) < 0) return -1;
            memmove(c->bytes, c->bytes + whole, c->filled - whole);
            c->filled -= whole;
        }
        if (c->filled == ROOM - 1) return -1;
    }
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (listening < 0 || bind(listening, (struct sockaddr *)&address, length) || listen(listening, 512)
        || getsockname(listening, (struct sockaddr *)&address, &length)) {
        perror("sink");
        return 1;
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    int queue = epoll_create1(0);
    struct epoll_event wanted = {.events = EPOLLIN, .data.fd = listening}, ready[64];
    epoll_ctl(queue, EPOLL_CTL_ADD, listening, &wanted);
    for (;;) {
        int count = epoll_wait(queue, ready, 64, -1);
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == listening) {
                int new = accept4(listening, NULL, NULL, SOCK_NONBLOCK);
                if (new < 0) continue;
                if (new >= MOST_CONNECTIONS || !(connections[new] = calloc(1, sizeof(struct connection)))) {
                    close(new);
                    continue;
                }
                setsockopt(new, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                wanted.data.fd = new;
                epoll_ctl(queue, EPOLL_CTL_ADD, new, &wanted);
            } else if (serve(fd, connections[fd]) < 0) {
                close(fd);
                free(connections[fd]);
                connections[fd] = NULL;
            }
        }
    }
}
