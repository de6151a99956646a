#!/usr/bin/python3
"""Mirrors the appointments of a practice's own database into Bridgework, from today on.

    protoc --proto_path=protocol --python_out=. office.proto      (once, for office_pb2.py)
    mirror-appointments.py AGENT LOGIN DATABASE [DAYS]

AGENT is `socket` in the folder of an agent's store, or what --api-listen names: then the files that
BRIDGEWORK_TOKEN_FILE and BRIDGEWORK_ROOT_FILE name hold the token of `bridgework user token` and the
root of `bridgework desk authority`. LOGIN is a user with the role `service`.
Run it as often as you like: each run says what every day has, and what a day lost goes out of use.
"""
import datetime
import os
import sqlite3
import sys

import grpc
import office_pb2 as office


class Bridgework:
    """The agent, as its owner's programs reach it."""

    def __init__(self, agent, login):
        if ":" in agent:
            token, root = [open(os.environ[f"BRIDGEWORK_{name}_FILE"], "rb").read()
                           for name in ("TOKEN", "ROOT")]
            channel = grpc.secure_channel(agent, grpc.composite_channel_credentials(
                grpc.ssl_channel_credentials(root),
                grpc.access_token_call_credentials(token.decode().strip())))
        else:
            # The name is for HTTP/2 alone; nobody is looked up.
            channel = grpc.insecure_channel(
                f"unix:{agent}", options=[("grpc.default_authority", "localhost")])
        self.login = login
        self.call = channel.unary_unary(
            "/bridgework.v1.Office/Call", office.OfficeRequest.SerializeToString,
            office.OfficeReply.FromString)

    def ask(self, **request):
        reply = self.call(
            office.OfficeRequest(version=1, client=self.login, **request), timeout=60)
        if reply.HasField("error"):
            code = office.OfficeError.Code.Name(reply.error.code)
            sys.exit(f"{code} {reply.error.where}: {reply.error.what} {reply.error.next}")
        return reply


def main(agent, login, database, days="30"):
    bridgework = Bridgework(agent, login)
    hello = bridgework.ask(hello=office.HelloRequest()).hello
    first = datetime.date.fromisoformat(hello.today)
    dates = [str(first + datetime.timedelta(number)) for number in range(int(days))]
    rows = sqlite3.connect(f"file:{database}?mode=ro", uri=True).execute(
        "SELECT id, day, time, npi, patient, state, codes FROM appointment WHERE day BETWEEN ? AND ?",
        (dates[0], dates[-1]))
    put = bridgework.ask(reason="mirrored", put_appointments=office.PutAppointmentsRequest(
        days=[office.WholeDay(office=hello.office_code, date=date) for date in dates],
        rows=[
            office.AppointmentRow(
                office=hello.office_code, number=str(number), date=day, start=time or "",
                doctor=npi or "", patient_system="pms", patient_number=str(patient),
                state=state or "", codes=codes.split() if codes else [])
            for number, day, time, npi, patient, state, codes in rows])).put
    print(f"{put.created} new, {put.edited} changed, {put.same} the same")


if __name__ == "__main__":
    if not 4 <= len(sys.argv) <= 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
