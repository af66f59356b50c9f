print("yousaid")
